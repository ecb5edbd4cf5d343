file(REMOVE_RECURSE
  "CMakeFiles/x_solve.dir/x_solve.cc.o"
  "CMakeFiles/x_solve.dir/x_solve.cc.o.d"
  "x_solve"
  "x_solve.pdb"
)

# Per-language clean rules from dependency scanning.
foreach(lang CXX)
  include(CMakeFiles/x_solve.dir/cmake_clean_${lang}.cmake OPTIONAL)
endforeach()
