/* policy-private.h: what the files of the policy share. */
#pragma once
#include "document.h"
#include "policy.h"
G_BEGIN_DECLS

struct _PoskoPolicyDocument
{
  PoskoPolicy policy;
  GStringChunk *texts;
  GArray *phases, *shifts, *sessions, *official;
  GArray *values; /* (element-type PoskoPolicyValue) */
};

/* The values that are one value each, by their path in the document. */
typedef enum
{
  POSKO_POLICY_TEXT,
  POSKO_POLICY_INTEGER,
  POSKO_POLICY_NUMBER,
  POSKO_POLICY_BOOLEAN,
  POSKO_POLICY_DATE,
  POSKO_POLICY_CLOCK,
  POSKO_POLICY_INTEGERS, /* gint64 a profession */
  POSKO_POLICY_BOOLEANS, /* gboolean a profession */
  POSKO_POLICY_MASKS,    /* gint64 a profession, bits of professions */
  POSKO_POLICY_SERIES,   /* gint64[6] */
} PoskoPolicyKind;

typedef struct
{
  const char *path; /* "respons/standar_menit"; NULL ends the list */
  PoskoPolicyKind kind;
  gsize offset;
} PoskoPolicyBinding;

extern const PoskoPolicyBinding POSKO_POLICY_BINDINGS[];

/** posko_policy_read() of a tree that is already there (a scenario's overlay). */
PoskoPolicyDocument *posko_policy_from_node (JsonNode *root, const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics);

/** Returns: (nullable): the value of "section/name" (or "fase") in @root, else the schema's default; %NULL for an unknown path */
JsonNode *posko_policy_value (JsonNode *root, const char *path);

/** Reads "H", "H-1", "H+12". Returns: whether it is a day */
gboolean posko_day_read (const char *text, gint64 *day);

/** Reads "HH:MM", hours 00 .. 47, already checked by a schema. */
gint64 posko_clock_minutes (const char *text);

/** Lays phases, shifts and sessions out over the days. Returns: whether all was sound */
gboolean posko_policy_lay_out_days (PoskoPolicyDocument *self, JsonNode *root, const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics);

/** Reads the official figures, as they are: whether they add up is for the case. */
void posko_policy_read_official (PoskoPolicyDocument *self, JsonNode *root);

/** Fills @document's list of values from @root and the schema. */
void posko_policy_list_values (PoskoPolicyDocument *document, JsonNode *root);

/** Checks values against each other. Returns: whether all was sound */
gboolean posko_policy_check (const PoskoPolicy *self, const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics);

/** Reports a policy fault at @pointer. Returns: %FALSE */
gboolean posko_policy_fault (const PoskoDocumentSource *source, PoskoDiagnostics *diagnostics, const char *code, const char *pointer,
                             const char *found, const char *expected);

G_END_DECLS
