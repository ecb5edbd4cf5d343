-- What a call asks of each kind of applicant stands beside the kind; calls ask what the program asked of everybody until now. Somebody
-- who speaks for the lab files where labs alone apply.

UPDATE calls_call SET applicants = CASE WHEN applicants = 'member_lab' THEN 'member_lab:confirmed_lab,lab_files'
  ELSE replace(replace(replace(applicants, 'member_lab', 'member_lab:confirmed_lab'), 'community', 'community:confirmed_lab'),
    'company_project', 'company_project:confirmed_lab,company_named,aid_declared') END;
