/* fixture.h: a copy of the mini case that a test may break, and what loading it says. */
#pragma once
#include "case.h"
G_BEGIN_DECLS

typedef struct
{
  char *folder;
  PoskoDiagnostics *findings;
  PoskoCase *loaded; /* NULL when there were errors */
} Fixture;

/** A fresh copy of tests/data/mini in a temporary folder, not yet loaded. */
void fixture_init (Fixture *self);
void fixture_clear (Fixture *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

void fixture_write (const Fixture *self, const char *file, const char *text, gssize length);
char *fixture_read (const Fixture *self, const char *file);
void fixture_remove (const Fixture *self, const char *file);

/** Replaces the first @from in @file, which must be there, by @to. */
void fixture_replace (const Fixture *self, const char *file, const char *from, const char *to);

/** Loads the folder; @scenario: (nullable): text of a scenario, written beside the case as skenario.json */
void fixture_load (Fixture *self, const char *scenario);

/** Returns: (nullable): the first finding of that code */
const PoskoDiagnostic *fixture_find (const Fixture *self, const char *code);

/** Writes all findings into the test's log. */
void fixture_log (const Fixture *self);

G_END_DECLS
