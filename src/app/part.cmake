# The program: main.cc over a library of everything else, so that tests can wire the whole house. Nobody but it knows every room.
find_package(CLI11 REQUIRED)
couloir_part(app PAGES DIR src/app USES calls compliance pool portfolio sprints reception webhooks documents files web people journal region store
  http html words base LIBS Boost::json)
target_compile_definitions(couloir_app PRIVATE COULOIR_VERSION="${PROJECT_VERSION}")
add_executable(couloir ${CMAKE_SOURCE_DIR}/src/app/main.cc)
target_link_libraries(couloir PRIVATE couloir_app)
target_precompile_headers(couloir REUSE_FROM couloir_pch)
add_executable(bench_login_server EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/bench/login_server.cc)  # bench/run builds it
target_link_libraries(bench_login_server PRIVATE couloir_app)

# The share folder beside the program: what it reads besides its own code.
set(share ${CMAKE_BINARY_DIR}/share)
file(MAKE_DIRECTORY ${share})
foreach(folder data demo print)
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${folder} ${share}/${folder} SYMBOLIC)
endforeach()
foreach(target couloir bench_login_server couloir_app_test)
  if(TARGET ${target})
    add_dependencies(${target} couloir_words_mo couloir_assets)
  endif()
endforeach()

install(TARGETS couloir DESTINATION bin)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/data ${CMAKE_SOURCE_DIR}/demo ${CMAKE_SOURCE_DIR}/print ${share}/assets DESTINATION share/couloir)
install(DIRECTORY ${share}/words DESTINATION share/couloir)
