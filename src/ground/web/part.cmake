find_package(boost_json 1.81 REQUIRED CONFIG)
if(TARGET couloir_people)
  couloir_part(web DIR src/ground/web USES people journal region store http html words base LIBS Boost::json PkgConfig::SODIUM z)
endif()
