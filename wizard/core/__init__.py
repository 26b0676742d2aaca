"""The assessment core: scope, answers, scores, gaps and rules. Pure values and functions, no input or output."""
