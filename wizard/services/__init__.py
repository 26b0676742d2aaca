"""What the interfaces do with an assessment: views, reports, exports, imports, the example. No screen, no printing."""
