# Empty dependencies file for x_solve.
# This may be replaced when dependencies are built.
