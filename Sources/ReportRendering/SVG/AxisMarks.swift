import ReportDocument
import UsageModel

/// One label below a chart.
struct AxisMark: Equatable {
  /// Where it stands, as a share of the width.
  var position: Double
  /// The text.
  var text: String
  /// Whether phones leave it out.
  var isForWideOnly: Bool = false
  /// Which line below the chart it stands on.
  var line: Int = 0
  /// What phones show instead; nil is the same.
  var phone: Phone?

  /// The form of a label on a phone.
  struct Phone: Equatable {
    var text: String
    var line: Int
  }
}

/// The choice of labels below a chart.
enum AxisMarks {
  /// The width of a plot that a wide page has at least, and the one that a phone has.
  static let wideWidth = 820.0
  static let phoneWidth = 252.0

  /// The least distance of two labels.
  static let distance = 44.0

  /// Labels for days: single days, Mondays, firsts of months or of quarters, by the length of the range.
  ///
  /// `position` gives the place of a day as a share of the width.
  static func days(
    _ range: ClosedRange<Day>,
    prefersWeeks: Bool,
    format: NumberFormat,
    position: (Day) -> Double
  ) -> [AxisMark] {
    let length = range.lowerBound.distance(to: range.upperBound) + 1
    var days: [Day] = []
    for day in candidates(range, length: length) {
      let number = day.dayOfMonth
      let isTick =
        switch length {
        case ...10: true
        case ...31:
          prefersWeeks ? day.weekday == 1 : number == 1 || (number % 5 == 0 && number <= 25)
        case ...92: number == 1 || number == 15
        case ...366: number == 1
        default: number == 1 && (day.month.month - 1) % 3 == 0
        }
      if isTick { days.append(day) }
    }
    if length <= 31, !prefersWeeks, let last = days.last, range.upperBound - last > 2 {
      days.append(range.upperBound)
    }
    if days.isEmpty {
      days = length == 1 ? [range.lowerBound] : [range.lowerBound, range.upperBound]
    }
    let isWeekly = prefersWeeks && days.count > 1 && (11...31).contains(length)
    var shown: Month?
    var marks: [AxisMark] = []
    for day in days {
      let month = day.month
      let isNewYear = shown.map { $0.year != month.year } ?? (month.year != format.impliedYear)
      let name = format.shortMonth(month)
      let text: String
      if length > 92 {
        text = isNewYear ? "\(name) \(month.year)" : name
      } else {
        // The weekday on the first label says that all of them are Mondays.
        // They are told in English only, as all words of ours are.
        let isTold = isWeekly && shown == nil && format.locale.language == "en"
        var short = format
        short.impliedYear = month.year
        let date = short.day(day)
        text = month == shown ? "\(day.dayOfMonth)" : isTold ? "Mon \(date)" : date
      }
      shown = month
      marks.append(AxisMark(position: position(day), text: text))
    }
    return thinned(marks)
  }

  /// The days that may have a label; in long ranges only firsts of months.
  private static func candidates(_ range: ClosedRange<Day>, length: Int) -> [Day] {
    guard length > 92 else { return (0..<length).map { range.lowerBound.advanced(by: $0) } }
    var days: [Day] = []
    var month = range.lowerBound.month
    while month.start <= range.upperBound {
      if month.start >= range.lowerBound { days.append(month.start) }
      month = month.advanced(by: 1)
    }
    return days
  }

  /// Labels for names; on two lines where one is too narrow, cut where two are.
  static func names(_ names: [String], position: (Int) -> Double) -> [AxisMark] {
    guard !names.isEmpty else { return [] }
    let slot = wideWidth / Double(names.count)
    let longest = names.map(\.count).max() ?? 0
    let isStaggered = names.count > 1 && Double(min(longest, PlainText.nameLimit)) * 7 + 8 > slot
    let room = Int((isStaggered ? slot * 2 : slot) / 7, within: 0...1000) - 1
    if room < 4 {
      return thinned(
        names.indices.map {
          AxisMark(position: position($0), text: PlainText.cut(names[$0], to: 6))
        }
      )
    }
    let limit = min(max(room, 4), PlainText.nameLimit)
    let marks = names.indices.map { index in
      AxisMark(
        position: position(index),
        text: PlainText.cut(names[index], to: limit),
        line: isStaggered ? index % 2 : 0
      )
    }
    return fittedToPhones(marks)
  }

  /// Gives names a second line on phones where one is too narrow, and cuts them where two are.
  private static func fittedToPhones(_ marks: [AxisMark]) -> [AxisMark] {
    let slot = phoneWidth / Double(marks.count)
    let longest = marks.map(\.text.count).max() ?? 0
    guard marks.count > 1, Double(longest) * 7 + 8 > slot else { return marks }
    let room = Int(slot * 2 / 7.4, within: 0...1000) - 1
    guard room >= 4 else { return thinned(marks) }
    return marks.enumerated().map { index, mark in
      var mark = mark
      mark.phone = .init(text: PlainText.cut(mark.text, to: room), line: index % 2)
      return mark
    }
  }

  /// Hides every second label while two are too near, on wide pages and, more, on phones.
  static func thinned(_ marks: [AxisMark]) -> [AxisMark] {
    let wide = sparse(Array(marks.indices), marks, width: wideWidth)
    let phone = Set(sparse(wide, marks, width: phoneWidth))
    return wide.map { index in
      var mark = marks[index]
      mark.isForWideOnly = !phone.contains(index)
      return mark
    }
  }

  private static func sparse(_ indices: [Int], _ marks: [AxisMark], width: Double) -> [Int] {
    var kept = indices
    while kept.count > 2, hasOverlap(kept, marks, width: width) {
      guard let last = kept.last else { break }
      var next = stride(from: 0, to: kept.count, by: 2).map { kept[$0] }
      if next.last != last {
        if next.count > 1, hasOverlap([next[next.count - 1], last], marks, width: width) {
          next.removeLast()
        }
        next.append(last)
      }
      kept = next
    }
    return kept
  }

  private static func hasOverlap(_ kept: [Int], _ marks: [AxisMark], width: Double) -> Bool {
    zip(kept, kept.dropFirst()).contains { left, right in
      let room = max(
        Double(marks[left].text.count + marks[right].text.count) * 3.7 + 8,
        min(distance, 28 + Double(marks[right].text.count) * 3)
      )
      return (marks[right].position - marks[left].position) * width < room
    }
  }
}
