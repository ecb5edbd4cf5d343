# schema/NNNN-name.sql → a source that holds them. Run by the build: cmake -DOUT=… -DFILES=a;b -P cmake/schema.cmake
set(entries "")
foreach(file ${FILES})
  get_filename_component(stem ${file} NAME_WE)
  if(NOT stem MATCHES "^([0-9][0-9][0-9][0-9])-([a-z0-9-]+)$")
    message(FATAL_ERROR "${file}: a migration is named NNNN-name.sql")
  endif()
  set(name ${CMAKE_MATCH_2})
  math(EXPR version "1${CMAKE_MATCH_1} - 10000")
  file(READ ${file} sql)
  string(APPEND entries "    {${version}, \"${name}\", R\"migration(${sql})migration\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT [[// Written by cmake/schema.cmake from schema/; not to be edited.
#include "store/migrate.h"

namespace couloir {

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> kAll = {
@entries@  };
  return kAll;
}

}  // namespace couloir
]])
