#!/usr/bin/env python3
"""Workbooks as real spreadsheet libraries write them, for test-xlsx and test-xls. Usage: make-workbooks.py FOLDER"""
import datetime
import os
import sys

import openpyxl
import xlwt

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)

TITLE = "REKAPITULASI TPS – Kota Pangkalpinang"
HEADER = ["Kecamatan", "Kelurahan", "No TPS", "Lintang", "Bujur", "L", "P", "Tanggal", "Jam", "Porsi", "Aktif", "Kode"]
DAY, CLOCK = datetime.date(2025, 8, 27), datetime.time(7, 30)
ROWS = [
    ["Bukit Intan", "Air Itam", 1, -2.130912345678, 106.13468100000001, 120, 131, DAY, CLOCK, 0.475, True, "0001"],
    [None, None, 2, -2.5, 106.0, 99, 101, datetime.date(1900, 3, 1), datetime.time(23, 59, 30), 1.0, False, "é–½"],
    [None, "Ketapang", 3, 0.000001, 1e15, 3273012345678901, 0, datetime.datetime(2024, 2, 29, 13, 5), None, 0.1, None, " tepi "],
]


def xlsx():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "TPS"
    sheet.append([TITLE])
    sheet.append([])
    sheet.append(HEADER)
    for row in ROWS:
        sheet.append(row)
    for row in range(4, 7):
        sheet.cell(row, 10).number_format = "0%"
    sheet["H4"].number_format = "dd/mm/yyyy"
    sheet["A8"] = "=SUM(F4:F6)"
    sheet.merge_cells("A1:L1")
    sheet.merge_cells("A4:A6")
    sheet.merge_cells("B4:B5")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["E"].hidden = True
    hidden = book.create_sheet("Rahasia", 0)
    hidden["B2"] = "x"
    hidden.sheet_state = "hidden"
    very = book.create_sheet("Sangat rahasia")
    very["A1"] = 1
    very.sheet_state = "veryHidden"
    book.create_sheet("Lain")["C3"] = "akhir"
    book.save(os.path.join(folder, "openpyxl.xlsx"))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("tulis saja")
    for row in [HEADER] + ROWS:
        sheet.append(row)
    book.save(os.path.join(folder, "write-only.xlsx"))
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = DAY
    book.save(os.path.join(folder, "mac-1904.xlsx"))


def xls():
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("TPS")
    styles = {7: xlwt.easyxf(num_format_str="YYYY-MM-DD"), 8: xlwt.easyxf(num_format_str="hh:mm:ss"), 9: xlwt.easyxf(num_format_str="0%")}
    sheet.write_merge(0, 0, 0, 11, TITLE)
    for column, text in enumerate(HEADER):
        sheet.write(2, column, text)
    for line, row in enumerate(ROWS, 3):
        for column, value in enumerate(row):
            if value is not None and column > 1:
                sheet.write(line, column, value, styles.get(column, xlwt.Style.default_style))
    sheet.write_merge(3, 5, 0, 0, "Bukit Intan")
    sheet.write_merge(3, 4, 1, 1, "Air Itam")
    sheet.write(5, 1, "Ketapang")
    sheet.write(7, 0, xlwt.Formula("SUM(F4:F6)"))
    sheet.row(4).hidden = True
    sheet.col(4).hidden = True
    hidden = book.add_sheet("Rahasia")
    hidden.write(1, 1, "x")
    hidden.visibility = 1
    book.add_sheet("Lain").write(2, 2, "akhir")
    book.save(os.path.join(folder, "xlwt.xls"))
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("mac").write(0, 0, DAY, styles[7])
    book.save(os.path.join(folder, "mac-1904.xls"))


xlsx()
xls()
