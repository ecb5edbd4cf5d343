pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
couloir_part(store HOT DIR src/ground/store USES base LIBS PkgConfig::SQLITE PkgConfig::PQ TEST_LIBS rapidcheck)

# The history of the schema travels inside the program.
file(GLOB COULOIR_SCHEMA CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schema/[0-9]*.sql)
set(embedded ${CMAKE_BINARY_DIR}/migrations.cc)
add_custom_command(OUTPUT ${embedded} VERBATIM
  COMMAND ${CMAKE_COMMAND} -DOUT=${embedded} "-DFILES=${COULOIR_SCHEMA}" -P ${CMAKE_SOURCE_DIR}/cmake/schema.cmake
  DEPENDS ${COULOIR_SCHEMA} ${CMAKE_SOURCE_DIR}/cmake/schema.cmake)
target_sources(couloir_store PRIVATE ${embedded})

# ninja couloir_store_bench && tools/pg-cluster run sh -c 'build/release/bin/couloir_store_bench $COULOIR_TEST_PG'
add_executable(couloir_store_bench EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/bench/store_bench.cc)
target_link_libraries(couloir_store_bench PRIVATE couloir_store)
