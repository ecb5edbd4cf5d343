couloir_part(http HOT DIR src/ground/http USES base)

# tests/hostile/run builds the first, bench/http the other two; nothing else needs libmicrohttpd.
add_executable(hostile_server EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/hostile/server.cc)
target_link_libraries(hostile_server PRIVATE couloir_http)
add_executable(bench_http_server EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/bench/http_server/server.cc)
target_link_libraries(bench_http_server PRIVATE couloir_http)
add_executable(bench_microhttpd EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/bench/http_server/microhttpd.cc)
target_link_libraries(bench_microhttpd PRIVATE couloir_options microhttpd)
