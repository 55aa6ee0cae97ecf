/* place-names.h: which kecamatan and kelurahan a row means, by names as people write them and codes of Kemendagri or
 * BPS.
 *
 * Names are compared without case, marks on letters, blanks, hyphens, dots, apostrophes and the prefixes Kec.,
 * Kecamatan, Distrik, Kapanewon, Kemantren, Kel., Kelurahan, Desa, Gampong, Nagari, Kalurahan … where something remains
 * after them. Roman and arabic numbers at the end are one ("Gabek II", "Gabek 2"). What is not found so is tried with
 * the abbreviations of KPU's lists written out ("Tj.", "Sei", "Kep.") and without a leading "Kota". A near miss is told
 * with its distance (letters to change: Damerau 1964); whether it is taken is the caller's decision. Codes:
 * Kemendagri 19.71.01.1004 (also without dots) and BPS 1971010004 are told apart by their form (docs/model.md
 * section 15.4).
 */
#pragma once
#include "boundary.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_MATCH_NONE,
  POSKO_MATCH_EXACT,    /* the very name or code */
  POSKO_MATCH_FOLDED,   /* the same but for case, blanks, prefixes … */
  POSKO_MATCH_CODE,     /* a Kemendagri code, with or without dots, or one that begins with it */
  POSKO_MATCH_BPS,      /* a BPS code that the layer has for that area */
  POSKO_MATCH_BPS_FORM, /* a BPS code of which the layer says nothing, read as PP.KK.CC by its form. BPS numbers the
                           kecamatan of some kabupaten in another order: it holds where the name or the place says the
                           same */
  POSKO_MATCH_NEAR,     /* a near miss */
} PoskoMatchKind;

typedef struct
{
  PoskoMatchKind kind;
  guint area;     /* index in the layer; the first of namesakes */
  guint n;        /* how many areas have that name; for NEAR, how many are as near */
  guint distance; /* of NEAR: letters to change */
} PoskoMatch;

/** Returns: whether @match is no guess */
static inline gboolean
posko_match_is_sure (const PoskoMatch *match)
{
  return match->kind != POSKO_MATCH_NONE && match->kind != POSKO_MATCH_NEAR && match->kind != POSKO_MATCH_BPS_FORM;
}

typedef struct _PoskoPlaceNames PoskoPlaceNames;

/** O(areas). @layer: kept alive; @codes: (nullable): further codes of each area (BPS, `KDBBPS` …), layer's order, ""
 * where unknown */
PoskoPlaceNames *posko_place_names_new (PoskoBoundary *layer, const char *const *codes);
void posko_place_names_free (PoskoPlaceNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoPlaceNames, posko_place_names_free)

/** Returns: (transfer full): @name folded as above; two spellings of one name have one key */
char *posko_place_name_key (const char *name);

/**
 * posko_place_names_match:
 * @name: a name or a code
 * @within: (nullable): only areas whose code begins with this one, at a dot (a kecamatan's code)
 *
 * O(length) for a match, O(areas · length²) for a near miss: keep the answer of the row before.
 */
PoskoMatch posko_place_names_match (const PoskoPlaceNames *self, const char *name, const char *within);

/** Returns: (transfer full) (nullable): the nearest names with their distances, best first: "'Bukit Intan' (1), 'Bukit
 * Merapen' (7)"; @within: (nullable): as for posko_place_names_match() */
char *posko_place_names_offer (const PoskoPlaceNames *self, const char *name, const char *within, guint at_most);

G_END_DECLS
