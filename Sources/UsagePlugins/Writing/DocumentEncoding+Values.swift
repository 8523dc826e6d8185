import LuaHost
import ReportDocument
import UsageModel

extension DocumentEncoding {
  /// A cell or a figure's value: its type, the exact value, and the text that is shown.
  func value(_ value: Value) -> LuaValue {
    var fields = exact(value.peeled.value)
    fields["text"] = .text(format.text(value))
    if !value.peeled.marks.isEmpty { fields["mark"] = .text(value.peeled.marks) }
    return .table(LuaTable(fields: fields))
  }

  private func exact(_ value: Value) -> [String: LuaValue] {
    func number(_ type: LuaValue, _ number: FixedDecimal) -> [String: LuaValue] {
      ["type": type, "value": decimal(number)]
    }
    switch value {
    case .text(let text): return ["type": "text", "value": .text(text)]
    case .money(let money, _):
      return number("money", money.amount).merging(["currency": .text(money.currency)]) { $1 }
    case .moneyChange(let money):
      return number("money_change", money.amount)
        .merging(["currency": .text(money.currency)]) { $1 }
    case .number(let amount, _): return number("number", amount)
    case .quantity(let amount, let unit):
      return number("quantity", amount).merging(["unit": .text(unit)]) { $1 }
    case .percent(let ratio, _): return number("percent", ratio)
    case .change(let before, let after):
      return [
        "type": "change", "before": before.map { decimal($0) } ?? .nil,
        "after": after.map { decimal($0) } ?? .nil,
      ]
    case .day(let day): return ["type": "day", "value": .text(day.description)]
    case .time(let time): return ["type": "time", "value": .text(time.description)]
    case .duration(let seconds):
      return number("duration", seconds).merging(["unit": "seconds"]) { $1 }
    case .bytes(let count): return number("bytes", count).merging(["unit": "bytes"]) { $1 }
    case .series(let values): return ["type": "series", "values": numbers(values)]
    case .missing: return ["type": "missing"]
    case .unknown: return ["type": "unknown"]
    case .marked: return exact(value.peeled.value)
    }
  }

  /// Numbers that are drawn, not told exactly; a gap is false.
  func numbers(_ values: [Double?]) -> LuaValue {
    list(values.map { $0.map { .number($0) } ?? false })
  }

  /// A headline figure.
  func fields(of figure: Figure) -> [String: LuaValue] {
    var fields: [String: LuaValue] = [
      "label": .text(figure.label), "value": value(figure.value), "note": optional(figure.note),
    ]
    if let before = figure.before { fields["before"] = value(before) }
    if let spark = figure.spark { fields["spark"] = numbers(spark) }
    if let range = figure.range {
      let ends = LuaTable(fields: [
        "low": value(range.low), "high": value(range.high),
        "level": range.level.map { .integer(Int64($0)) } ?? .nil,
      ])
      fields["range"] = .table(ends)
    }
    return fields
  }

  /// A table: every row has a cell for each column.
  func fields(of table: Table) -> [String: LuaValue] {
    [
      "caption": optional(table.caption),
      "columns": list(
        table.columns.map { column in
          .table(
            LuaTable(fields: [
              "title": .text(column.title), "align": optional(column.alignment?.rawValue),
              "bar": .boolean(column.hasBar), "secondary": .boolean(column.isSecondary),
            ])
          )
        }
      ),
      "rows": list(table.rows.map { row($0, of: table) }),
      "total": table.total.map { row($0, of: table) } ?? .nil,
      "left_out": .integer(Int64(table.leftOut)),
    ]
  }

  private func row(_ row: Row, of table: Table) -> LuaValue {
    let cells = table.columns.indices.map { column in
      value(row.cells.indices.contains(column) ? row.cells[column] : .missing)
    }
    return .table(
      LuaTable(fields: ["style": .text(row.style.rawValue), "cells": list(cells)])
    )
  }

  /// A chart: its data as series along an axis, in which every kind of chart can be told.
  func fields(of chart: Chart) -> [String: LuaValue] {
    var axis: [String: LuaValue]
    switch chart.axis {
    case .days(let days):
      axis = ["kind": "days", "values": list(days.map { .text($0.description) })]
    case .labels(let labels): axis = ["kind": "labels", "values": list(labels.map { .text($0) })]
    }
    let count = chart.axis.count
    let series = chart.series.map { series in
      LuaValue.table(
        LuaTable(fields: [
          "name": .text(series.name), "reference": .boolean(series.isReference),
          "values": list(
            (0..<count).map {
              decimal(series.values.indices.contains($0) ? series.values[$0] : nil)
            }
          ),
        ])
      )
    }
    let levels = chart.levels.map { level in
      LuaValue.table(
        LuaTable(fields: ["label": .text(level.label), "value": decimal(level.value)])
      )
    }
    var fields: [String: LuaValue] = [
      "chart": .text(chart.content.name), "title": .text(chart.title),
      "note": optional(chart.note), "description": optional(chart.description),
      "axis": .table(LuaTable(fields: axis)), "series": list(series), "levels": list(levels),
    ]
    switch chart.unit {
    case .money(let currency): fields["currency"] = .text(currency)
    case .count(let unit): fields["unit"] = .text(unit)
    }
    if case .flow(let flow) = chart.content {
      fields["shares"] = list(
        flow.shares.map { share in
          .table(
            LuaTable(fields: [
              "from": .text(share.from), "to": .text(share.to), "value": decimal(share.amount),
            ])
          )
        }
      )
    }
    if let forecast = chart.content.forecast {
      fields["forecast"] = list(
        forecast.days.map { day in
          .table(
            LuaTable(fields: [
              "expected": decimal(day.expected), "range80": range(day.likely80),
              "range95": range(day.likely95),
            ])
          )
        }
      )
    }
    return fields
  }

  private func range(_ range: ClosedRange<FixedDecimal>?) -> LuaValue {
    guard let range else { return .nil }
    return .table(
      LuaTable(fields: ["low": decimal(range.lowerBound), "high": decimal(range.upperBound)])
    )
  }
}

extension Chart.Content {
  /// What scripts call the kind of chart.
  fileprivate var name: String {
    switch self {
    case .plot(let plot): plot.kind.rawValue
    case .burnUp: "burnup"
    case .fan: "fan"
    case .calendar: "heatmap"
    case .flow: "flow"
    case .sparkline: "sparkline"
    }
  }

  /// What is expected of the days to come.
  fileprivate var forecast: ChartForecast? {
    switch self {
    case .burnUp(let burnUp): burnUp.forecast
    case .fan(let fan): fan.forecast
    case .plot, .calendar, .flow, .sparkline: nil
    }
  }
}
