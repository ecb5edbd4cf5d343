pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
couloir_part(documents DIR src/ground/documents USES files web people journal store http html words base
  LIBS PkgConfig::XLSXWRITER
  TEST_USES web_testing store_testing)
if(TARGET couloir_documents_testing)
  target_link_libraries(couloir_documents_testing PUBLIC couloir_web_testing)
endif()
if(TARGET couloir_documents_test)
  add_dependencies(couloir_documents_test couloir_assets)  # the letters
endif()
