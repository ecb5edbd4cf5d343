# po/*.fr.po, one file per area, merged into the one catalogue that the program loads. English msgids live in the code,
# so English needs no catalogue.
find_program(MSGCAT msgcat REQUIRED)
find_program(MSGFMT msgfmt REQUIRED)
set(COULOIR_WORDS_DIR ${CMAKE_BINARY_DIR}/share/words)

# couloir_catalogue(target FOLDER po…) → FOLDER/fr/LC_MESSAGES/couloir.mo
function(couloir_catalogue target folder)
  set(mo ${folder}/fr/LC_MESSAGES/couloir.mo)
  add_custom_command(OUTPUT ${mo}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}/fr/LC_MESSAGES
    COMMAND ${MSGCAT} --use-first --sort-output -o ${mo}.po ${ARGN}
    COMMAND ${MSGFMT} --check-format --check-domain -o ${mo} ${mo}.po
    DEPENDS ${ARGN} VERBATIM)
  add_custom_target(${target} ALL DEPENDS ${mo})
endfunction()

file(GLOB COULOIR_PO CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/po/*.fr.po)
couloir_catalogue(couloir_words_mo ${COULOIR_WORDS_DIR} ${COULOIR_PO})
