# Empty dependencies file for x_tiny.
# This may be replaced when dependencies are built.
