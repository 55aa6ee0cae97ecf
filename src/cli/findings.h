/* findings.h: diagnostics for people and for programs. */
#pragma once
#include "diagnostics.h"
#include "json-write.h"
#include <stdio.h>
G_BEGIN_DECLS

/** Prints every finding of at least @least to @stream, one a line, then how many there were of each kind. */
void posko_findings_print (PoskoDiagnostics *findings, PoskoSeverity least, FILE *stream);

/** Writes the members galat, peringatan, keterangan (counts) and temuan (the findings) into the open object. */
void posko_findings_write (PoskoDiagnostics *findings, PoskoJsonWriter *json);

/** Prints what @json holds to standard output and frees nothing. Returns: %FALSE with @error set */
gboolean posko_json_print (PoskoJsonWriter *json, GError **error);

G_END_DECLS
