typedef int posko_case_is_empty;
