/// The places of those targets whose shares a step may take.
struct HolderPlaces {
  private var places: [UInt32]
  let count: Int

  init(_ holders: [UInt32], count: Int) {
    places = Array(repeating: SlotNumbers.none, count: count)
    self.count = holders.count
    for (place, holder) in holders.enumerated() { places[Int(holder)] = UInt32(place) }
  }

  func place(of target: Int) -> Int? {
    places[target] == SlotNumbers.none ? nil : Int(places[target])
  }
}
