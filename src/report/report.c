typedef int posko_report_is_empty;
