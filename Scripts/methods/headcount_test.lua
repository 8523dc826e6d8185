test("each app counts with its people, and others with nothing", function()
  local tags = { Shop = { people = "5" }, Wallet = { people = "3", team = "web" }, Scout = {} }
  local shares = plugin.weights({}, { "Scout", "Shop", "Wallet" }, { tags = tags })
  expect(shares):equals { Shop = 5, Wallet = 3 }
end)

test("a tag that is no number is told with its app", function()
  expect(function()
    plugin.weights({}, { "Shop" }, { tags = { Shop = { people = "many" } } })
  end):fails("the tag people of Shop is \"many\", which is no number")
end)
