import UsageModel

/// What loops over many cells read of the sets: without counting references for every cell.
struct SetBuffers {
  let targets: UnsafeBufferPointer<UInt32>
  let weights: UnsafeBufferPointer<UInt128>
  let totals: UnsafeBufferPointer<UInt128>
  let starts: UnsafeBufferPointer<Int>

  /// The places of a set's shares.
  @inline(__always)
  func shares(of set: UInt32) -> Range<Int> { starts[Int(set)]..<starts[Int(set) + 1] }
}

/// The same of the cells of a step.
struct StageBuffers {
  let lines: UnsafeBufferPointer<UInt32>
  let days: UnsafeBufferPointer<UInt32>
  let sets: UnsafeBufferPointer<UInt32>
  let qualities: UnsafeBufferPointer<UInt8>
  let costs: UnsafeBufferPointer<Int128>
  let requests: UnsafeBufferPointer<Int128>
}

extension AllocationStage {
  /// Runs a loop with the cells as buffers, which are good only while it runs.
  func withBuffers<Result>(_ body: (StageBuffers) throws -> Result) rethrows -> Result {
    try lines.withUnsafeBufferPointer { lines in
      try days.withUnsafeBufferPointer { days in
        try sets.withUnsafeBufferPointer { sets in
          try qualities.withUnsafeBufferPointer { qualities in
            try costs.withUnsafeBufferPointer { costs in
              try requests.withUnsafeBufferPointer { requests in
                try body(
                  StageBuffers(
                    lines: lines,
                    days: days,
                    sets: sets,
                    qualities: qualities,
                    costs: costs,
                    requests: requests
                  )
                )
              }
            }
          }
        }
      }
    }
  }
}
