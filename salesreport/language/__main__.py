"""Write the traditional Chinese catalog anew: `python -m salesreport.language`."""

from salesreport.language.derivation import write_traditional

write_traditional()
