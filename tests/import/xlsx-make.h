/* xlsx-make.h: XLSX files in memory for tests, from the XML of their parts. */
#pragma once
#include <string.h>

#include "zip-make.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"

#define ROOT_RELATIONS PACKAGE "<Relationship Id='a' Type='" RELATIONS "/officeDocument' Target='xl/workbook.xml'/></Relationships>"
#define BOOK_RELATIONS                                                                                                                          \
  PACKAGE "<Relationship Id='r1' Type='" RELATIONS "/worksheet' Target='worksheets/sheet1.xml'/>"                                               \
          "<Relationship Id='r2' Type='" RELATIONS "/sharedStrings' Target='/xl/sharedStrings.xml'/>"                                           \
          "<Relationship Id='r3' Type='" RELATIONS "/styles' Target='./x/../styles.xml'/></Relationships>"
#define BOOK                                                                                                                                    \
  "<workbook xmlns='" MAIN "' xmlns:r='" RELATIONS "'><workbookPr/><sheets><sheet name='Satu' sheetId='1' r:id='r1'/></sheets></workbook>"
#define STRINGS "<sst xmlns='" MAIN "'><si><t>nol</t></si><si><r><t>sa</t></r><r><rPr/><t xml:space='preserve'>tu </t></r><rPh><t>ya</t></rPh></si></sst>"
#define STYLES                                                                                                                                  \
  "<styleSheet xmlns='" MAIN "'><numFmts><numFmt numFmtId='164' formatCode='[$-421]dd\\ mmmm\\ yyyy;@'/><numFmt numFmtId='165' "                \
  "formatCode='[h]:mm'/><numFmt numFmtId='166' formatCode='0.0\"d y\"'/></numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"              \
  "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='9'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/>"                 \
  "<xf numFmtId='22'/><xf numFmtId='20'/></cellXfs></styleSheet>"

/* A workbook with one sheet; a part that is NULL takes the one above. */
static inline GBytes *
make_xlsx (const char *sheet, const char *strings, const char *styles, const char *book, const char *relations)
{
  const char *const parts[] = {
    "_rels/.rels", ROOT_RELATIONS,
    "xl/workbook.xml", book == NULL ? BOOK : book,
    "xl/_rels/workbook.xml.rels", relations == NULL ? BOOK_RELATIONS : relations,
    "xl/sharedStrings.xml", strings == NULL ? STRINGS : strings,
    "xl/styles.xml", styles == NULL ? STYLES : styles,
    "xl/worksheets/sheet1.xml", sheet,
    NULL,
  };
  return make_zip (parts);
}
