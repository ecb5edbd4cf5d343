couloir_part(http DIR src/ground/http USES base)

if(COULOIR_TESTS)
  add_executable(hostile_server ${CMAKE_SOURCE_DIR}/tests/hostile/server.cc)
  target_link_libraries(hostile_server PRIVATE couloir_http)
endif()
