find_package(boost_json 1.81 REQUIRED CONFIG)
couloir_part(web DIR src/ground/web USES html words base LIBS Boost::json)
