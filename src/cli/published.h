/* published.h: a plan that was made before: read back, and the rules by which a new plan stays close to it. */
#pragma once
#include "report.h"
G_BEGIN_DECLS

/**
 * posko_published_read:
 *
 * Reads the city's tables of a plan. What is wrong with them is printed to standard error.
 *
 * Returns: (transfer full) (nullable): the plan, of no case; %NULL with %POSKO_ERROR_INPUT or %POSKO_ERROR_CANCELLED
 */
PoskoPlan *posko_published_read (const char *folder, GCancellable *cancellable, GError **error);

/** The same for a plan that is judged by @source (nullable), its case: that it was made of another case is printed too. */
PoskoPlan *posko_published_read_for (PoskoCase *source, const char *folder, GCancellable *cancellable, GError **error);

/* The published plan that a new one stays close to. */
typedef struct
{
  PoskoPlan *plan; /* NULL: none was given */
  PoskoPlanStay stay;
} PoskoPublished;

void posko_published_clear (PoskoPublished *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoPublished, posko_published_clear)

/**
 * posko_published_check:
 * @folder: of @published, for the message
 *
 * Returns: %FALSE with %POSKO_ERROR_INPUT when no TPS of @source stands in @published: a plan of another city
 */
gboolean posko_published_check (const PoskoPlan *published, const char *folder, const PoskoCase *source, GError **error);

/**
 * posko_stay_rules_read:
 * @limits: (nullable): what --max-changes was given: "5", "roster=5,posko=1"; a bare number is of the roster
 * @prices: (nullable): what --change-price was given, likewise
 * @rules: (out) (array fixed-size=POSKO_N_STAY): products that are not named change as little as possible
 *
 * Returns: %FALSE with %POSKO_ERROR_USAGE
 */
gboolean posko_stay_rules_read (const char *limits, const char *prices, PoskoStayRule *rules, GError **error);

G_END_DECLS
