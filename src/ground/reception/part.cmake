couloir_part(reception PAGES DIR src/ground/reception USES webhooks web people journal region store http html words base
  LIBS Boost::json TEST_USES web_testing store_testing)
