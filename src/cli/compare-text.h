/* compare-text.h: a comparison of two plans for people, on a screen. */
#pragma once
#include "compare.h"
G_BEGIN_DECLS

/** Prints the figures that differ with their verdicts, who is affected, and where, to standard output. */
void posko_compare_text_print (const PoskoComparison *comparison);

G_END_DECLS
