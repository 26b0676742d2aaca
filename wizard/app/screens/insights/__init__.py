"""The screens about what the gaps mean: an overview, and a page for each way of looking."""
