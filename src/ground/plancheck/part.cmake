find_package(boost_json 1.81 REQUIRED CONFIG)
couloir_part(plancheck HOT DIR src/ground/plancheck USES base LIBS Boost::json)
if(TARGET couloir_plancheck_testing)
  target_link_libraries(couloir_plancheck_testing PUBLIC z)  # instances of bench/data
endif()
