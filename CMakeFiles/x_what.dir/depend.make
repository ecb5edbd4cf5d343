# Empty dependencies file for x_what.
# This may be replaced when dependencies are built.
