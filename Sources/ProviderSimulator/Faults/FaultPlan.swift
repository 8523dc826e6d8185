/// The faults that are set, by the place that they are set for.
struct FaultPlan {
  private var faults: [String: ProviderSimulator.Fault] = [:]
  /// How many requests each fault that ends by itself will still meet.
  private var left: [String: Int] = [:]

  /// Sets a fault in place of the one before; nil for none.
  mutating func set(_ fault: ProviderSimulator.Fault?, for place: String) {
    faults[place] = fault?.count == 0 ? nil : fault
    left[place] = fault?.count
  }

  /// The fault that the next request meets: that of the first place that has one.
  mutating func take(for places: String...) -> ProviderSimulator.Fault? {
    guard let place = places.first(where: { faults[$0] != nil }) else { return nil }
    let fault = faults[place]
    if let count = left[place] {
      left[place] = count - 1
      if count <= 1 { faults[place] = nil }
    }
    return fault
  }
}
