# Empty dependencies file for x_run.
# This may be replaced when dependencies are built.
