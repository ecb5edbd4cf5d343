# Empty dependencies file for stest.
# This may be replaced when dependencies are built.
