/* simulate-tallies.h: what is counted of every day, and what days add up to: section 12.6 of docs/model.md. */
#pragma once
#include "simulate-private.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_FIGURE_CALLS,
  POSKO_FIGURE_WAIT,
  POSKO_FIGURE_OVER_8,
  POSKO_FIGURE_OVER_10,
  POSKO_FIGURE_OVER_15,
  POSKO_FIGURE_OVER_30,
  POSKO_FIGURE_OVER_STANDARD,
  POSKO_FIGURE_DAYS_OVER,
  POSKO_FIGURE_QUEUED,
  POSKO_FIGURE_UNANSWERED,
  POSKO_FIGURE_TRANSPORTS,
  POSKO_FIGURE_TRANSFERS,
  POSKO_FIGURE_TRANSFER_WAY,
  POSKO_FIGURE_AMBULANCE_WAIT,
  POSKO_FIGURE_AMBULANCE_OVER,
  POSKO_FIGURE_MET,
  POSKO_FIGURE_DAYS_MET,
  POSKO_FIGURE_AMBULANCE_BUSY,
  POSKO_FIGURE_AMBULANCE_PEAK,
  POSKO_FIGURE_TEAM_BUSY,
  POSKO_FIGURE_TEAM_PEAK,
  POSKO_FIGURE_ABSENT,
  POSKO_FIGURE_FILLED,
  POSKO_FIGURE_PLANNED_EMPTY,
  POSKO_FIGURE_DAYS_EMPTY,
  POSKO_FIGURE_DAYS_EMPTY_LEFT,
  POSKO_FIGURE_EMPTY,
  POSKO_FIGURE_WEAK,
  POSKO_FIGURE_LATE_STOPS,
  POSKO_FIGURE_LATE_PORTIONS,
  POSKO_FIGURE_THROWN,
  POSKO_FIGURE_THROWN_A_DAY,
  POSKO_FIGURE_DAYS_THROWN,
  POSKO_FIGURE_EATEN_LATE,
  POSKO_FIGURE_DAYS_HEAT,
  POSKO_FIGURE_DAYS_CRASH,
  POSKO_FIGURE_DAYS_FLOOD,
  POSKO_FIGURE_DAYS_FOOD,
  POSKO_N_SIMULATE_FIGURES,
} PoskoSimulateFigureId;

/* The bins in which single calls are counted, side by side. */
typedef struct
{
  guint tps, hours, roles, causes, areas, n; /* where each group begins */
} PoskoBinLayout;

typedef struct
{
  PoskoMoments wait, late; /* seconds waited, calls beyond the standard; both of calls */
  gint64 longest;          /* s, -1 = none */
} PoskoBin;

typedef struct /* a team number of a post, or an ambulance */
{
  PoskoMoments busy, peak;
  gint64 calls;
} PoskoUnitTally;

typedef struct /* one loss, against the whole plan */
{
  PoskoPaired wait, late, ambulance;
} PoskoLossTally;

/* What one thread adds up. */
typedef struct
{
  PoskoPaired figures[POSKO_N_SIMULATE_FIGURES];
  PoskoHistogram waits, ambulance_waits;
  PoskoBin *bins;
  PoskoUnitTally *units;   /* the teams' units, then the ambulances */
  PoskoLossTally *losses;  /* the posts, then the ambulances */
  gint64 *late, *thrown;   /* per TPS */
  PoskoStaffDay *shifts;   /* per shift of the policy: all days */
} PoskoTallies;

/* The whole work, shared by the threads. */
typedef struct
{
  const PoskoSimulateParams *params;
  PoskoWorld *world;
  PoskoLife *lives[2];
  guint n_lives;
  PoskoBinLayout layout;
  guint *unit_of_team;             /* of the first life */
  GArray *units;                   /* (element-type PoskoUnitPlace): of its teams */
  guint n_units, n_losses;
  gint next_block, done_blocks;    /* atomic */
  guint n_blocks;
} PoskoRunPlan;

typedef struct
{
  guint post, number;
  gint64 duty, peak; /* s a day */
} PoskoUnitPlace;

void posko_tallies_init (PoskoTallies *self, const PoskoRunPlan *run);
void posko_tallies_merge (PoskoTallies *self, const PoskoTallies *other, const PoskoRunPlan *run);
void posko_tallies_clear (PoskoTallies *self);

/** Lives through all days. Returns: %FALSE with %POSKO_ERROR_CANCELLED */
gboolean posko_run_days (PoskoRunPlan *run, PoskoTallies *sum, GError **error);

/** Fills the tables of @result from the sums. */
void posko_simulate_fill (PoskoTable *const *tables, const PoskoRunPlan *run, const PoskoTallies *sum);

G_END_DECLS
