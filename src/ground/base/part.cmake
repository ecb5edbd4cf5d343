couloir_part(base HOT DIR src/ground/base LIBS date::date-tz PkgConfig::SODIUM PkgConfig::ICU TEST_LIBS rapidcheck)
target_link_libraries(couloir_base PUBLIC fmt::fmt Threads::Threads)
