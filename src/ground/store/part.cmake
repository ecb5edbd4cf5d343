pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
couloir_part(store DIR src/ground/store USES base LIBS PkgConfig::SQLITE PkgConfig::PQ)
