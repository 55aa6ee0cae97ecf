/* who-text.h: who can replace a person, and which TPS are late, for people, on a screen. */
#pragma once
#include "who.h"
G_BEGIN_DECLS

/** Prints each place to be taken over, its best candidates, what keeps others from it, and the best choice for all. */
void posko_who_text_replace (const PoskoWho *answer);

/** Prints the late TPS by kind: first what would mend most, then each with reason and repair. */
void posko_who_text_late (const PoskoWho *answer);

G_END_DECLS
