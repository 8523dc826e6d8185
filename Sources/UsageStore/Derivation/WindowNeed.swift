import UsageModel

/// The part of a stored window that an answer is derived from.
struct WindowNeed: Hashable {
  /// The start that the platform stated.
  let start: Timestamp
  /// The end of the first hour, where no more of a month is needed; nil for all of it.
  let before: Timestamp?

  /// The parts of the known windows that decide what was used between two moments, by their starts.
  ///
  /// - Parameters:
  ///   - windows: All windows that the source's replies state.
  ///   - start: The first moment.
  ///   - stop: The last moment.
  ///   - datesMatter: Whether the dates of all other windows are wanted too, as the cycles of a plan follow
  ///     from them.
  ///   - hasReply: Whether a reply was observed after the first hour of the month with a start.
  /// - Returns: The parts; of a window that was stated with several ends there is one.
  static func needed(
    of windows: [BillingWindow],
    from start: Timestamp,
    to stop: Timestamp,
    datesMatter: Bool = false,
    hasReply: (_ afterFirstHourOf: Timestamp) throws -> Bool
  ) rethrows -> [WindowNeed] {
    var touched: Set<Timestamp> = []
    for group in overlapping(windows) {
      // Whether a window is a new one depends on those that it overlaps, and they on theirs. A window that
      // overlaps none has the dates that were stated.
      let isTouched = group.contains { $0.start <= stop && $0.stop >= start }
      if isTouched || datesMatter && group.count > 1 {
        touched.formUnion(group.map(\.start))
      }
    }
    let starts = Set(windows.map(\.start))
    let months = Set(windows.lazy.filter { $0.basis == .calendarMonth }.map(\.start))
    // A window is known by its start: another end that was stated for it belongs to it.
    var whole = touched
    var following: Set<Timestamp> = []
    for month in touched.intersection(months) {
      following.insert(BillingWindow.start(ofMonthAt: month, advancedBy: 1))
      // A month with nothing but first hours depends in turn on the one before it.
      var before = month
      repeat {
        before = BillingWindow.start(ofMonthAt: before, advancedBy: -1)
        whole.insert(before)
      } while try months.contains(before) && !hasReply(before)
    }
    // Of a month that follows, only what may still be the counter of the month before.
    let parts =
      whole.map { WindowNeed(start: $0, before: nil) }
      + following.subtracting(whole).map {
        WindowNeed(start: $0, before: $0.advanced(bySeconds: BillingWindow.firstHour))
      }
    return parts.filter { starts.contains($0.start) }.sorted { $0.start < $1.start }
  }

  /// The windows in groups: stated ones that overlap, directly or through others, are together.
  static func overlapping(_ windows: [BillingWindow]) -> [[BillingWindow]] {
    let stated = Set(windows.lazy.filter { $0.basis == .stated }.map(\.start))
    var groups: [[BillingWindow]] = []
    var reached: Timestamp?
    // A month that the platform also stated is the same window.
    for window in windows.filter({ stated.contains($0.start) }).sorted(by: { $0.start < $1.start })
    {
      if let end = reached, window.start < end {
        groups[groups.count - 1].append(window)
        reached = max(end, window.stop)
      } else {
        groups.append([window])
        reached = window.stop
      }
    }
    return groups + windows.lazy.filter { !stated.contains($0.start) }.map { [$0] }
  }
}

extension SourceAnswering {
  /// The parts of the known windows that the answer is derived from, by their starts.
  ///
  /// - Parameters:
  ///   - windows: All windows that the source's replies state, as known at the query's moment.
  ///   - hasReply: Whether a reply was observed after the first hour of the month with a start.
  /// - Returns: The parts; of a window that was stated with several ends there is one.
  func needed(
    of windows: [BillingWindow],
    hasReply: (_ afterFirstHourOf: Timestamp) throws -> Bool
  ) rethrows -> [WindowNeed] {
    let days = horizon(among: windows)
    return try WindowNeed.needed(
      of: windows,
      from: context.calendar.start(of: days.lowerBound),
      to: context.calendar.start(of: days.upperBound),
      datesMatter: terms.plans.contains { $0.source == identity.name },
      hasReply: hasReply
    )
  }

  /// The days whose usage the answer depends on, given the windows that are known of the source.
  func horizon(among windows: [BillingWindow]) -> Range<Day> {
    // Dates that were stated of a running window may hold together or not, which only its values tell.
    let spans = WindowNeed.overlapping(windows).compactMap { group in
      group.map(\.start).min().flatMap { start in
        group.map(\.stop).max().flatMap { stop in
          BillingWindow(start: start, stop: stop, basis: group[0].basis)
        }
      }
    }
    return pricing.horizon(of: query.days, windows: windows + spans)
  }
}
