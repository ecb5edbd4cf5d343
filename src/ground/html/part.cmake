couloir_part(html HOT DIR src/ground/html USES words base)

# tests/look/run builds it: the gallery and some invented pages as files.
add_executable(couloir_look EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/look/render.cc)
target_link_libraries(couloir_look PRIVATE couloir_html)
target_precompile_headers(couloir_look REUSE_FROM couloir_pch)
add_dependencies(couloir_look couloir_words_mo couloir_assets)
