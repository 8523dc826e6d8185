-- At each of a million places, looks to the end.
return (("a"):rep(1000000):gsub("a*b", ""))
