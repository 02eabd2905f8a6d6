"""Who may look after accounts, and how far: nobody hands on what is not theirs."""
