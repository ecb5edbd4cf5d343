# Empty compiler generated dependencies file for x_time.
# This may be replaced when dependencies are built.
