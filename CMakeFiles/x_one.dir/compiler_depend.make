# Empty compiler generated dependencies file for x_one.
# This may be replaced when dependencies are built.
