/// What labels inside a plot must not cover: lines, columns and each other.
struct PlotObstacles {
  /// A rectangle in pixels.
  struct Box: Equatable {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    func meets(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  /// Widths that a plot has on wide and on medium pages, and on a phone.
  static let wideWidths = [820.0, 560.0]
  static let phoneWidth = 252.0

  /// Lines, as shares of the width and pixels from the top.
  var lines: [[(x: Double, y: Double)]] = []

  /// Columns: shares of the width, and pixels from the top.
  var columns: [(from: Double, to: Double, top: Double, bottom: Double)] = []

  /// Labels that have their place, and whether phones show them.
  private var labels: [(label: InnerLabel, place: InnerLabel.Place, isForWideOnly: Bool)] = []

  /// The first of the places where a label covers nothing, and whether phones have no room for it; nil where none is.
  ///
  /// The label is remembered as one that others must not cover.
  mutating func place(
    _ label: InnerLabel,
    at places: [InnerLabel.Place],
    height: Double
  ) -> (place: InnerLabel.Place, isForWideOnly: Bool)? {
    for place in places
    where Self.wideWidths.allSatisfy({ isFree(label, at: place, width: $0, height: height) }) {
      let hasRoom = isFree(label, at: place, width: Self.phoneWidth, height: height)
      labels.append((label, place, !hasRoom))
      return (place, !hasRoom)
    }
    return nil
  }

  private func isFree(
    _ label: InnerLabel,
    at place: InnerLabel.Place,
    width: Double,
    height: Double
  ) -> Bool {
    let box = label.box(at: place, width: width)
    guard box.left >= -2, box.right <= width + 2, box.top >= -12, box.bottom <= height - 2 else {
      return false
    }
    for other in labels where !other.isForWideOnly || width > Self.phoneWidth {
      if other.label.box(at: other.place, width: width).meets(box) { return false }
    }
    for column in columns {
      let body = Box(
        left: column.from * width,
        right: column.to * width,
        top: column.top,
        bottom: column.bottom
      )
      if body.meets(box) { return false }
    }
    return !lines.contains { crosses($0, box, width: width) }
  }

  /// Whether a line goes through a box.
  private func crosses(_ line: [(x: Double, y: Double)], _ box: Box, width: Double) -> Bool {
    for (start, end) in zip(line, line.dropFirst()) {
      let (x0, x1) = (start.x * width, end.x * width)
      guard x1 > x0, x1 >= box.left, x0 <= box.right else { continue }
      // The part of the segment that is above or below the box.
      func y(_ x: Double) -> Double { start.y + (end.y - start.y) * (x - x0) / (x1 - x0) }
      let (first, last) = (y(max(x0, box.left)), y(min(x1, box.right)))
      if min(first, last) < box.bottom, max(first, last) > box.top { return true }
    }
    return false
  }
}
