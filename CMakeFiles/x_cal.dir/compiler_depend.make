# Empty compiler generated dependencies file for x_cal.
# This may be replaced when dependencies are built.
