typedef int posko_plan_is_empty;
