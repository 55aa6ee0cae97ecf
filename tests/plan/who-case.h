/* who-case.h: plans of the mini case for the tests of posko who. */
#pragma once
#include "who.h"
G_BEGIN_DECLS

/** Returns: (transfer full): a copy of the mini case's plan, whose rows may be edited */
PoskoPlan *who_mini_plan (void);

/** Returns: (transfer full): the posts and ambulances of the mini case under a scenario, JSON: the other products have nothing to do with them */
PoskoPlan *who_plan_places (const char *scenario);

gboolean who_same (const char *a, const char *b);

G_END_DECLS
