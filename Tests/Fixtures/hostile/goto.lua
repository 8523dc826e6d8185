-- A loop without a loop.
::a:: goto a
