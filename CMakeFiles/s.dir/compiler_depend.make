# Empty compiler generated dependencies file for s.
# This may be replaced when dependencies are built.
