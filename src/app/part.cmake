# The program. Knows every room; nobody knows it.
find_package(CLI11 REQUIRED)
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/app/*.cc)
file(MAKE_DIRECTORY ${COULOIR_INCLUDES}/app.inside)
file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/app ${COULOIR_INCLUDES}/app.inside/app SYMBOLIC)
add_executable(couloir ${sources})
couloir_unity(couloir)
target_include_directories(couloir PRIVATE ${COULOIR_INCLUDES}/app.inside)
target_link_libraries(couloir PRIVATE couloir_calls couloir_compliance couloir_pool couloir_portfolio couloir_sprints couloir_reception couloir_webhooks couloir_documents couloir_files couloir_web couloir_people couloir_journal couloir_region couloir_store
  couloir_http couloir_html couloir_words couloir_base Boost::json)
target_compile_definitions(couloir PRIVATE COULOIR_VERSION="${PROJECT_VERSION}")
target_precompile_headers(couloir REUSE_FROM couloir_pch)
add_dependencies(couloir couloir_words_mo)

# The share folder beside the program: what it reads besides its own code.
set(share ${CMAKE_BINARY_DIR}/share)
file(MAKE_DIRECTORY ${share})
foreach(folder data demo print)
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${folder} ${share}/${folder} SYMBOLIC)
endforeach()
add_dependencies(couloir couloir_assets)

install(TARGETS couloir DESTINATION bin)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/data ${CMAKE_SOURCE_DIR}/demo ${CMAKE_SOURCE_DIR}/print ${share}/assets DESTINATION share/couloir)
install(DIRECTORY ${share}/words DESTINATION share/couloir)
