import Synchronization
public import UsageModel

/// A metric with every value that it ever had.
struct KeptMetric {
  /// What one value is about.
  struct Place: Hashable {
    let day: Day
    let key: [String]
  }

  let dimensions: [String]
  /// The versions of each value, in order of their moments.
  var versions: [Place: [MetricChange.Version]] = [:]
}

extension MemoryStore {
  /// Keeps the values of a metric, all or none.
  @discardableResult
  public func importMetric(
    _ metric: MetricSeries,
    learntAt moment: Timestamp
  ) throws(StoreError) -> Int {
    // Without a value there is no metric.
    guard !metric.points.isEmpty else { return 0 }
    return try keptMetrics.withLock { metrics throws(StoreError) in
      var kept = metrics[metric.name] ?? KeptMetric(dimensions: metric.dimensions)
      guard kept.dimensions == metric.dimensions else {
        throw StoreError.otherDimensions(metric, kept: kept.dimensions)
      }
      var news = 0
      for point in metric.points {
        let place = KeptMetric.Place(day: point.day, key: point.key)
        var versions = kept.versions[place] ?? []
        let change = MetricChange(point.value, at: moment, newest: versions.last) {
          versions.last { $0.learntAt <= moment }?.value
        }
        switch change {
        case .none: continue
        case .late(let newest):
          throw StoreError.late(point, of: metric.name, at: moment, newest: newest)
        case .news:
          if versions.last?.learntAt == moment { versions.removeLast() }
          versions.append((moment, point.value))
          kept.versions[place] = versions
          news += 1
        }
      }
      if news > 0 { metrics[metric.name] = kept }
      return news
    }
  }

  /// The names of the metrics with any value, as known at a moment.
  public func metrics(asOf moment: Timestamp) -> [String] {
    keptMetrics.withLock { metrics in
      metrics.filter { entry in
        entry.value.versions.values.contains { $0.contains { $0.learntAt <= moment } }
      }
      .keys.sorted()
    }
  }

  /// The values of a metric on some days, as known at a moment; nil where nothing was known of it by then.
  public func metric(
    named name: String,
    on days: Range<Day>,
    asOf moment: Timestamp
  ) -> MetricSeries? {
    keptMetrics.withLock { metrics in
      guard let kept = metrics[name] else { return nil }
      let known = kept.versions.compactMap { place, versions in
        versions.last { $0.learntAt <= moment }
          .map { MetricPoint(day: place.day, key: place.key, value: $0.value) }
      }
      guard !known.isEmpty else { return nil }
      return MetricSeries(
        name: name,
        dimensions: kept.dimensions,
        points: known.filter { days.contains($0.day) }
      )
    }
  }
}
