/* demand.h: how much illness a case expects, where and when, and how long it takes to answer: sections 1 and 2 of docs/model.md. */
#pragma once
#include "case.h"
G_BEGIN_DECLS

typedef struct
{
  gint64 *weight;           /* per TPS: w, millionths of an expected case */
  gint64 *recap_weight;     /* per kecamatan: W */
  gdouble tps_minutes;      /* T: weighted minutes of the TPS phases */
} PoskoDemand;

PoskoDemand *posko_demand_new (const PoskoCase *source);
void posko_demand_free (PoskoDemand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoDemand, posko_demand_free)

/** Returns: sigma (place TPS) or tau (place kecamatan) of minutes [start, end) */
gdouble posko_demand_share (const PoskoCase *source, PoskoPlace place, gint64 start, gint64 end);
gint64 posko_access_seconds (const PoskoCase *source, const PoskoTps *tps);

/** Returns: response seconds: delay, access and driving of an ambulance from @from */
gint64 posko_response_seconds (const PoskoCase *source, PoskoLonLat from, const PoskoTps *tps);

/** Returns: "H", "H-1", "H+2": interned for the life of the program */
const char *posko_day_name (gint64 day);

G_END_DECLS
